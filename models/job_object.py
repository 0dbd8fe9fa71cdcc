"""Windows: a job object that caps the memory of a child process and ends it with its parent."""

import ctypes
import os
from typing import Any

_LIMITS = 9  # JobObjectExtendedLimitInformation
_PROCESS_MEMORY = 0x100
_KILL_ON_CLOSE = 0x2000


class _Basic(ctypes.Structure):
    _fields_ = [
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class _Extended(ctypes.Structure):
    _fields_ = [
        ("basic", _Basic),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


class JobObject:
    """Holds the job; closing it ends the process. Only made on Windows. Raises OSError when Windows refuses."""

    def __init__(self, process_handle: int, memory: int) -> None:
        if os.name != "nt":
            raise OSError("job objects exist on Windows only")
        windows: Any = vars(ctypes)
        self._kernel: Any = windows["WinDLL"]("kernel32", use_last_error=True)
        self._kernel.CreateJobObjectW.restype = ctypes.c_void_p
        self._job: ctypes.c_void_p = ctypes.c_void_p(self._kernel.CreateJobObjectW(None, None))
        limits = _Extended()
        limits.basic.flags = _PROCESS_MEMORY | _KILL_ON_CLOSE
        limits.process_memory = memory
        size = ctypes.sizeof(limits)
        done = (
            self._job
            and self._kernel.SetInformationJobObject(self._job, _LIMITS, ctypes.byref(limits), size)
            and self._kernel.AssignProcessToJobObject(self._job, ctypes.c_void_p(process_handle))
        )
        if not done:
            raise windows["WinError"](windows["get_last_error"]())

    def close(self) -> None:
        if self._job:
            self._kernel.CloseHandle(self._job)
            self._job = ctypes.c_void_p()
