import type { Comm, CommTarget } from '../comm/comms';
import type { CellRun } from '../run/cell-run';

/** What the functions for cells need of the kernel that runs them. */
export interface Session {
  /** Sends a message about `run` to all front ends. */
  publish(run: CellRun, type: string, content: object): void;
  /** Registers an object's actions, so that front ends can call them; the same object keeps its id. */
  registerActions(run: CellRun, target: ActionTarget): string;
  /** Notes that `run` holds something that ends when its cell runs again. */
  onRerun(run: CellRun, end: () => void): void;
  /** Opens a comm to a target of the front end. */
  openComm(run: CellRun, target: string, data: Record<string, unknown>): Comm;
  /** Serves comms that front ends open with this target name. */
  serveComms(target: string, serve: CommTarget): void;
  /** Asks the person at the front end that sent the cell. */
  ask(run: CellRun, prompt: string, password: boolean): Promise<string>;
}

/** An object with actions that a front end can call. */
export interface ActionTarget {
  actions: Record<string, (argument: unknown) => unknown>;
}

let session: Session | undefined;

/** Makes this process a kernel; called once by the kernel. */
export function openSession(opened: Session): void {
  session = opened;
}

/** The kernel's session; undefined in a plain program, where the same functions print instead. */
export function currentSession(): Session | undefined {
  return session;
}
