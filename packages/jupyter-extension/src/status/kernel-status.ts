import { KernelComm } from '../kernel/kernel-comm';

/** What the kernel sends after each cell and every two seconds (ARCHITECTURE.md, Status). */
export interface StatusReport {
  /** Resident memory of the kernel in bytes. */
  memory: { rss: number };
  busy: boolean;
  /** Told by fer-core once its backend has started. */
  fer?: { device: string; backend: string; threads: number; tensors: number; tensorBytes: number };
}

/** Listens to what one notebook's kernel says of itself. */
export class KernelStatus extends KernelComm<StatusReport> {
  constructor() {
    super('kernel-extras.status');
  }
}
