// May this thread be parked where it is?
//
// A parked thread keeps every lock that it holds. So it is parked only where it holds none that others need: in the
// cell's own code, or in Swift's libraries called from there, less the functions that look up or build metadata under
// the run time's locks. Elsewhere only in a system call that waits, for what waits holds no lock of that library.

#include "internal.h"
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <sys/syscall.h>

typedef struct {
    uintptr_t low, high;
} Span;

/// Functions of the run time that hold its locks. Those that a version lacks are left out.
static const char *const lockedFunctions[] = {
    "swift_once",
    "swift_getGenericMetadata",
    "swift_getTypeByMangledName",
    "swift_getTypeByMangledNameInContext",
    "swift_getTypeByMangledNameInContext2",
    "swift_getTypeByMangledNameInContextInMetadataState",
    "swift_getTypeByMangledNameInContextInMetadataState2",
    "swift_getOpaqueTypeMetadata",
    "swift_getOpaqueTypeMetadata2",
    "swift_getWitnessTable",
    "swift_getWitnessTableRelative",
    "swift_conformsToProtocol",
    "swift_conformsToProtocol2",
    "swift_conformsToProtocolCommon",
    "swift_conformsToProtocolMaybeInstantiateSuperclasses",
    "swift_checkMetadataState",
    "swift_getSingletonMetadata",
    "swift_getForeignTypeMetadata",
    "swift_getTupleTypeMetadata",
    "swift_getTupleTypeMetadata2",
    "swift_getTupleTypeMetadata3",
    "swift_getFunctionTypeMetadata",
    "swift_getFunctionTypeMetadata0",
    "swift_getFunctionTypeMetadata1",
    "swift_getFunctionTypeMetadata2",
    "swift_getFunctionTypeMetadata3",
    "swift_getExtendedFunctionTypeMetadata",
    "swift_getExistentialTypeMetadata",
    "swift_getExtendedExistentialTypeMetadata",
    "swift_getExtendedExistentialTypeMetadata_unique",
    "swift_getExistentialMetatypeMetadata",
    "swift_getMetatypeMetadata",
    "swift_getFixedArrayTypeMetadata",
    "swift_getAssociatedTypeWitness",
    "swift_getAssociatedTypeWitnessRelative",
    "swift_getAssociatedConformanceWitness",
    "swift_getAssociatedConformanceWitnessRelative",
    "swift_initClassMetadata",
    "swift_initClassMetadata2",
    "swift_updateClassMetadata2",
    "swift_initStructMetadata",
    "swift_initEnumMetadataMultiPayload",
    "swift_initEnumMetadataSingleCase",
    "swift_initEnumMetadataSinglePayload",
    "swift_allocateGenericValueMetadata",
    "swift_allocateGenericClassMetadata",
    "swift_getKeyPath",
    "swift_task_alloc",
};
enum { lockedFunctionCount = sizeof lockedFunctions / sizeof *lockedFunctions };
static Span locked[lockedFunctionCount];
static int lockedCount;

void rulePrepare(void) {
    for (int index = 0; index < lockedFunctionCount; index++) {
        // Ours hides the run time's `swift_once`; that one is meant.
        void *address = dlsym(RTLD_NEXT, lockedFunctions[index]);
        Dl_info info;
        ElfW(Sym) *symbol = NULL;
        if (!address || !dladdr1(address, &info, (void **)&symbol, RTLD_DL_SYMENT) || !symbol) continue;
        uintptr_t low = (uintptr_t)info.dli_saddr;
        locked[lockedCount++] = (Span){low, low + symbol->st_size};
    }
}

static bool isLocked(uintptr_t pc) {
    for (int index = 0; index < lockedCount; index++) {
        if (pc >= locked[index].low && pc < locked[index].high) return true;
    }
    return false;
}

/// The system calls that wait for others.
static bool waits(long number) {
    switch (number) {
#if defined(__x86_64__)
    case SYS_poll: case SYS_select: case SYS_epoll_wait: case SYS_accept: case SYS_pause:
#endif
    case SYS_read: case SYS_nanosleep: case SYS_clock_nanosleep: case SYS_futex: case SYS_epoll_pwait:
    case SYS_recvfrom: case SYS_recvmsg: case SYS_wait4: case SYS_waitid: case SYS_ppoll: case SYS_pselect6:
        return true;
    default: return false;
    }
}

/// True where the signal interrupted a system call that waits: the kernel either made it ready to be called again, and
/// the program counter stands on it, or let it return EINTR, and the program counter stands behind it.
static bool isWaiting(const ucontext_t *context) {
#if defined(__x86_64__)
    const greg_t *registers = context->uc_mcontext.gregs;
    const uint8_t *code = (const uint8_t *)registers[REG_RIP];
    if (code[0] == 0x0F && code[1] == 0x05) return waits(registers[REG_RAX]);
    return code[-2] == 0x0F && code[-1] == 0x05 && registers[REG_RAX] == -EINTR;
#else
    const uint32_t supervisorCall = 0xD4000001;
    const uint32_t *code = (const uint32_t *)context->uc_mcontext.pc;
    if (code[0] == supervisorCall) return waits((long)context->uc_mcontext.regs[8]);
    return code[-1] == supervisorCall && (long)context->uc_mcontext.regs[0] == -EINTR;
#endif
}

Verdict ruleVerdict(const ucontext_t *context, const Frame *frames, int count, CRStopLevel level) {
    RangeKind innermost = count ? rangeKind(frames[0].pc) : RangeUnknown;
    if (innermost == RangeCell) return VerdictPark;
    // The bytes at the program counter are read only where there is code for certain.
    bool isBlocked = innermost != RangeUnknown && context && isWaiting(context);
    bool sawEngine = false, isRefused = false;
    // A command has no cell's frame: there the walk ends in our own calls of it.
    while (count && frameKind(frames[count - 1].pc) == RangeExecutable) count--;
    for (int index = 0; index < count; index++) {
        RangeKind kind = frameKind(frames[index].pc);
        if (kind == RangeCell) {
            if (sawEngine && level < CRStopInEngine) return VerdictEngine;
            return isRefused ? VerdictRefuse : VerdictPark;
        }
        switch (kind) {
        case RangeSwift: isRefused |= isLocked(frames[index].pc); break;
        case RangeSystem: isRefused |= !isBlocked; break;
        case RangeDispatch:
        case RangeLibrary: isRefused |= !isBlocked && level < CRStopInLibraries; break;
        case RangeEngine: sawEngine = true; break;
        // A product ends by itself, and the lock over its threads would stay locked for every later one.
        case RangeBLAS: sawEngine = isRefused = true; break;
        default: isRefused = true; break;
        }
    }
    // No cell's frame: a command, which the engine's own code drives, or none of ours.
    if (!sawEngine) return VerdictForeign;
    if (level < CRStopInEngine) return VerdictEngine;
    return isRefused ? VerdictRefuse : VerdictPark;
}
