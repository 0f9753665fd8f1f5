import os from 'node:os';

/** Threads that one operation may use: what TensorFlow and OpenMP are told by their variables, else the machine's. */
export function threadCount(): number {
  const asked = Number(process.env.TF_NUM_INTRAOP_THREADS ?? process.env.OMP_NUM_THREADS);
  return Number.isInteger(asked) && asked > 0 ? asked : os.availableParallelism();
}
