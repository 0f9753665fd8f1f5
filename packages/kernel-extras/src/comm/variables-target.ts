import { mimeBundle } from '../display/mime-bundle';
import type { Variables } from '../variables/variables';
import type { Comm, CommTarget } from './comms';

type Answer = unknown;

/**
 * Serves the comm target `kernel-extras.variables`: the list of variables when a front end opens the comm and after
 * each cell, and requests about them. A request is `{request, action, …}`, the answer `{request, result}` or
 * `{request, error}`. While no front end listens nothing is made.
 */
export class VariablesTarget {
  private readonly comms = new Set<Comm>();

  constructor(private readonly variables: Variables) {}

  /** The comm target. */
  readonly serve: CommTarget = (comm) => {
    this.comms.add(comm);
    comm.onClose = () => void this.comms.delete(comm);
    comm.onMessage = async (data) => {
      const { request } = data;
      try {
        comm.send({ request, result: await this.answer(data) });
      } catch (error) {
        comm.send({ request, error: error instanceof Error ? error.message : String(error) });
      }
    };
    comm.send({ ...this.variables.report() });
  };

  /** Sends the list to every front end that listens. */
  report(): void {
    if (this.comms.size === 0) return;
    const report = { ...this.variables.report() };
    for (const comm of this.comms) comm.send(report);
  }

  private answer({ action, name, leaked }: Record<string, unknown>): Answer {
    switch (action) {
      case 'look':
        return this.variables.look(String(name));
      case 'show':
        return mimeBundle(this.variables.value(String(name)));
      case 'dispose':
        return this.disposed(this.variables.dispose(String(name)));
      case 'disposeLeaked':
        return this.disposed(this.variables.disposeLeaked(typeof leaked === 'number' ? leaked : undefined));
      default:
        throw new Error(
          `kernel-extras.variables: expected one of look, show, dispose, disposeLeaked, got ${String(action)}`,
        );
    }
  }

  private disposed(count: number): { disposed: number } {
    this.report();
    return { disposed: count };
  }
}
