using Movie.Callees;

namespace Movie.Tests;

public class RetryBudgetTests
{
    [Fact]
    public void A_few_retries_are_there_at_the_start_and_then_no_more()
    {
        var budget = new RetryBudget(0.1);

        Assert.Equal(10, Spend(budget));
        Assert.False(budget.TrySpend());
    }

    [Fact]
    public void Requests_earn_retries_by_their_share()
    {
        var budget = new RetryBudget(0.5);
        Spend(budget);

        for (var request = 0; request < 7; request++)
            budget.Earn();

        Assert.Equal(3, Spend(budget));
    }

    [Fact]
    public void What_was_not_used_is_not_saved_up_without_end()
    {
        var budget = new RetryBudget(1);
        for (var request = 0; request < 1_000; request++)
            budget.Earn();

        Assert.Equal(10, Spend(budget));
    }

    [Fact]
    public void Without_a_budget_there_is_no_retry() => Assert.False(new RetryBudget(0).TrySpend());

    private static int Spend(RetryBudget budget)
    {
        var spent = 0;
        while (budget.TrySpend())
            spent++;
        return spent;
    }
}
