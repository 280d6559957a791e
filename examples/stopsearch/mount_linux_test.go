package main

import "syscall"

// mountSmall mounts a file system of 16 kB.
func mountSmall(dir string) error { return syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=16k") }
