import { randomUUID } from 'node:crypto';
import type { ActionTarget } from '../display/session';
import type { CellRun } from '../run/cell-run';
import { within } from '../run/run-context';
import type { CommTarget } from './comms';

/** Objects kept for front ends; the oldest is forgotten first, so that memory stays bounded. */
const KEPT = 500;

/** Serves the comm target `kernel-extras.actions`: front ends call actions of objects that were displayed. */
export class Actions {
  private readonly objects = new Map<string, { object: ActionTarget; run: CellRun }>();
  private readonly ids = new WeakMap<ActionTarget, string>();

  /** Registers an object for a cell and returns its id; the same object keeps its id. */
  register(run: CellRun, object: ActionTarget): string {
    const id = this.ids.get(object) ?? randomUUID();
    this.ids.set(object, id);
    this.objects.delete(id);
    this.objects.set(id, { object, run });
    if (this.objects.size > KEPT) this.objects.delete(this.objects.keys().next().value!);
    return id;
  }

  /** Forgets an object that `run` showed, unless a later run shows it too. */
  forget(run: CellRun, id: string): void {
    if (this.objects.get(id)?.run === run) this.objects.delete(id);
  }

  /** The comm target. A request is `{object, action, argument, request}`, the answer `{request, result}` or `{request, error}`. */
  readonly serve: CommTarget = (comm) => {
    comm.onMessage = async (data) => {
      const { request } = data;
      try {
        const result = (await this.call(data)) ?? null;
        comm.send({ request, result });
      } catch (error) {
        comm.send({ request, error: error instanceof Error ? error.message : String(error) });
      }
    };
  };

  private call({ object: id, action, argument }: Record<string, unknown>): unknown {
    const held = this.objects.get(String(id));
    if (held === undefined) {
      throw new Error(
        `kernel-extras.actions: expected an object on display, got ${String(id)}; run its cell again`,
      );
    }
    const { actions } = held.object;
    const name = String(action);
    if (!Object.hasOwn(actions, name)) {
      throw new Error(`kernel-extras.actions: expected one of ${Object.keys(actions).join(', ')}, got ${name}`);
    }
    // What the action prints belongs to the cell that shows the object.
    return within(held.run, () => actions[name]!(argument));
  }
}
