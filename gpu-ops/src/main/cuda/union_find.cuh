// Union-find without locks: Playne and Hawick, IEEE TPDS 29(6), 2018, doi
// 10.1109/TPDS.2018.2799216. A parent never has a larger index than its child, and atomicMin keeps
// it so; hence the root is the first of its set, whatever the order of work.
//
// No guard against a second inclusion: the emulator includes it once for each module, in that
// module's namespace.

static __device__ int root_of(const volatile int32_t* parents, int voxel) {
  int parent = parents[voxel];
  while (parent != voxel) {
    voxel = parent;
    parent = parents[voxel];
  }
  return voxel;
}

static __device__ void join(int32_t* parents, int a, int b) {
  a = root_of(parents, a);
  b = root_of(parents, b);
  while (a != b) {
    int larger = a > b ? a : b;
    int smaller = a > b ? b : a;
    int old = atomicMin(&parents[larger], smaller);
    if (old == larger) return;  // It was a root until now.
    a = root_of(parents, old);  // Else what it hung on must be joined too.
    b = root_of(parents, smaller);
  }
}
