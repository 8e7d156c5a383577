using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LocalCluster.Runtime.Docker;

/// <summary>
/// The program of a pod's sandbox container, like Kubernetes' pause: it makes its arguments' folders
/// accessible to all users (chmod 777, as the kubelet does with emptyDir), then waits to be killed. It needs
/// no image from a registry: it is a few system calls in an ELF file (System V ABI, "Object Files": a 64-byte
/// header, one 56-byte program header, the code).
/// </summary>
internal static class HolderProgram
{
    private const int HeadersLength = 64 + 56;
    private const ulong Address = 0x400000;

    private static readonly byte[] s_x64 =
    [
        0x59, // pop rcx: the number of arguments
        0x5f, // pop rdi: the program's own name
        0x5f, // next: pop rdi
        0x48,
        0x85,
        0xff, // test rdi, rdi
        0x74,
        0x0e, // jz wait
        0xbe,
        0xff,
        0x01,
        0x00,
        0x00, // mov esi, 0777
        0xb8,
        0x5a,
        0x00,
        0x00,
        0x00, // mov eax, 90 (chmod)
        0x0f,
        0x05, // syscall
        0xeb,
        0xec, // jmp next
        0xb8,
        0x22,
        0x00,
        0x00,
        0x00, // wait: mov eax, 34 (pause)
        0x0f,
        0x05, // syscall
        0xeb,
        0xf7, // jmp wait
    ];

    private static readonly uint[] s_arm64 =
    [
        0x910003f3, // mov x19, sp
        0x91004273, // add x19, x19, #16: past the number of arguments and the program's own name
        0xf8408661, // next: ldr x1, [x19], #8
        0xb40000c1, // cbz x1, wait
        0x92800c60, // mov x0, #-100 (AT_FDCWD)
        0x52803fe2, // mov w2, #0777
        0xd28006a8, // mov x8, #53 (fchmodat)
        0xd4000001, // svc #0
        0x17fffffa, // b next
        0xd2800000, // wait: mov x0, #0
        0xd2800001, // mov x1, #0
        0xd2800002, // mov x2, #0
        0xd2800003, // mov x3, #0
        0xd2800928, // mov x8, #73 (ppoll)
        0xd4000001, // svc #0
        0x17fffffa, // b wait
    ];

    /// <exception cref="PlatformNotSupportedException">There is none for this kind of machine.</exception>
    public static byte[] For(Architecture machine) =>
        machine switch
        {
            Architecture.X64 => Elf(62, s_x64),
            Architecture.Arm64 => Elf(183, MemoryMarshal.AsBytes(s_arm64.AsSpan())),
            _ => throw new PlatformNotSupportedException(
                $"Pods as containers need an x64 or arm64 machine; this is {machine}."
            ),
        };

    private static byte[] Elf(ushort machine, ReadOnlySpan<byte> code)
    {
        var file = new byte[HeadersLength + code.Length];
        code.CopyTo(file.AsSpan(HeadersLength));
        ReadOnlySpan<byte> identity = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identity.CopyTo(file);
        Put(file, 16, 2, 2); // executable
        Put(file, 18, machine, 2);
        Put(file, 20, 1, 4);
        Put(file, 24, Address + HeadersLength, 8); // entry point
        Put(file, 32, 64, 8); // program headers
        Put(file, 52, 64, 2);
        Put(file, 54, 56, 2);
        Put(file, 56, 1, 2);
        Put(file, 64, 1, 4); // load
        Put(file, 68, 5, 4); // readable, executable
        Put(file, 80, Address, 8);
        Put(file, 88, Address, 8);
        Put(file, 96, (ulong)file.Length, 8);
        Put(file, 104, (ulong)file.Length, 8);
        Put(file, 112, 0x10000, 8); // the largest page
        return file;
    }

    private static void Put(byte[] file, int at, ulong value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        bytes[..size].CopyTo(file.AsSpan(at));
    }
}
