#pragma once
#include <stdlib.h>
#include <string.h>
#include <unzip.h>

// An archive whose bytes are in memory: minizip asks for them through these functions, so nothing is
// written to the disk.
typedef struct {
  const unsigned char *bytes;
  ZPOS64_T count;
  ZPOS64_T position;
} verdict_memory;

static inline voidpf verdict_memory_open(voidpf memory, const void *name, int mode) {
  (void)name;
  return (mode & ZLIB_FILEFUNC_MODE_WRITE) ? NULL : memory;
}

static inline uLong verdict_memory_read(voidpf opaque, voidpf stream, void *buffer, uLong size) {
  (void)opaque;
  verdict_memory *memory = (verdict_memory *)stream;
  ZPOS64_T left = memory->count - memory->position;
  uLong count = size < left ? size : (uLong)left;
  memcpy(buffer, memory->bytes + memory->position, count);
  memory->position += count;
  return count;
}

static inline uLong verdict_memory_write(voidpf opaque, voidpf stream, const void *buffer, uLong size) {
  (void)opaque;
  (void)stream;
  (void)buffer;
  (void)size;
  return 0;
}

static inline ZPOS64_T verdict_memory_tell(voidpf opaque, voidpf stream) {
  (void)opaque;
  return ((verdict_memory *)stream)->position;
}

static inline long verdict_memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
  (void)opaque;
  verdict_memory *memory = (verdict_memory *)stream;
  ZPOS64_T base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory->position
                  : origin == ZLIB_FILEFUNC_SEEK_END ? memory->count
                                                     : 0;
  ZPOS64_T target = base + offset;
  if (target > memory->count) return -1;
  memory->position = target;
  return 0;
}

static inline int verdict_memory_close(voidpf opaque, voidpf stream) {
  (void)opaque;
  (void)stream;
  return 0;
}

// Opens an archive over `memory`, which must outlive it.
static inline unzFile verdict_open_memory(verdict_memory *memory) {
  zlib_filefunc64_def functions;
  functions.zopen64_file = verdict_memory_open;
  functions.zread_file = verdict_memory_read;
  functions.zwrite_file = verdict_memory_write;
  functions.ztell64_file = verdict_memory_tell;
  functions.zseek64_file = verdict_memory_seek;
  functions.zclose_file = verdict_memory_close;
  functions.zerror_file = verdict_memory_close;
  functions.opaque = memory;
  return unzOpen2_64("", &functions);
}
