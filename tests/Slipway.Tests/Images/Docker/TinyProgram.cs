using System.Buffers.Binary;
using System.Text;

namespace Slipway.Tests.Images.Docker;

/// <summary>
/// Programs for Linux on x64 that need no base image, since they are a few system calls in an ELF file
/// (System V ABI,
/// "Object Files": a 64-byte header, one 56-byte program header, the code).
/// </summary>
internal static class TinyProgram
{
    private const int HeadersLength = 64 + 56;
    private const ulong Address = 0x400000;

    /// <summary>Writes a line to its output and one to its errors, and ends with an exit code.</summary>
    public static byte[] Speak(string output, string errors, byte exitCode) =>
        Elf([.. Write(1, output + "\n"), .. Write(2, errors + "\n"), .. Exit(exitCode)]);

    /// <summary>Writes a line to its output and waits to be killed.</summary>
    public static byte[] Stay(string output) =>
        Elf([
            .. Write(1, output + "\n"),
            0xb8,
            34,
            0,
            0,
            0, // mov eax, 34 (pause)
            0x0f,
            0x05, // syscall
            0xeb,
            0xf7, // jmp back
        ]);

    private static byte[] Write(byte descriptor, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return
        [
            0xe8,
            .. Number(bytes.Length), // call past the text, which leaves its address on the stack
            .. bytes,
            0x5e, // pop rsi
            0xba,
            .. Number(bytes.Length), // mov edx, length
            0xbf,
            descriptor,
            0,
            0,
            0, // mov edi, descriptor
            0xb8,
            1,
            0,
            0,
            0, // mov eax, 1 (write)
            0x0f,
            0x05, // syscall
        ];
    }

    private static byte[] Exit(byte code) => [0xbf, code, 0, 0, 0, 0xb8, 60, 0, 0, 0, 0x0f, 0x05];

    private static byte[] Number(int value) => BitConverter.GetBytes(value);

    private static byte[] Elf(byte[] code)
    {
        var file = new byte[HeadersLength + code.Length];
        code.CopyTo(file, HeadersLength);
        byte[] identity = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identity.CopyTo(file, 0);
        Put16(file, 16, 2); // executable
        Put16(file, 18, 62); // x86-64
        Put32(file, 20, 1);
        Put64(file, 24, Address + HeadersLength); // entry point
        Put64(file, 32, 64); // program headers
        Put16(file, 52, 64);
        Put16(file, 54, 56);
        Put16(file, 56, 1);
        Put32(file, 64, 1); // load
        Put32(file, 68, 5); // readable, executable
        Put64(file, 80, Address);
        Put64(file, 88, Address);
        Put64(file, 96, (ulong)file.Length);
        Put64(file, 104, (ulong)file.Length);
        Put64(file, 112, 0x1000);
        return file;
    }

    private static void Put16(byte[] file, int at, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);

    private static void Put32(byte[] file, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);

    private static void Put64(byte[] file, int at, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at), value);
}
