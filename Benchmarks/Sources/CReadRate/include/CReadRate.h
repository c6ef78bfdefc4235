// The yardstick of exact search: how fast one core can read memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Reads every byte of the block once and returns their exclusive or, so that nothing is optimised away.
uint64_t read_every_byte(const void *block, size_t bytes);

// Writable memory on huge pages where the system has them, as the arenas ask for; NULL when there is none.
void *allocate_huge_pages(size_t bytes);

// Confines the process to the first `count` of the cores that it may use.
void keep_cores(int count);

// Gives memory that was freed back to the system, where the allocator can be asked to.
void return_free_memory(void);
