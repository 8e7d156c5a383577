# Completes ./build.sh in bash. Printed by: ./build.sh Completion --shell bash
_slipway_build() {
    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD - 1]}"
    local root folder words=""
    case "$previous" in
        --env)
            root=$(dirname -- "${COMP_WORDS[0]/#\~/$HOME}")
            for folder in "$root"/k8s/overlays/*/; do
                folder=${folder%/}
                words="$words ${folder##*/}"
            done
            ;;
@CHOICES@
        @TEXTS@) return ;; # files, by -o default
        *)
            case "$current" in
                -*) words="@PARAMETERS@" ;;
                *) words="@TARGETS@" ;;
            esac
            ;;
    esac
    COMPREPLY=()
    while IFS= read -r folder; do COMPREPLY+=("$folder"); done < <(compgen -W "$words" -- "$current")
}
complete -o default -F _slipway_build build.sh
