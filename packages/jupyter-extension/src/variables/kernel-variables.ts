import type { JSONObject } from '@lumino/coreutils';
import { KernelComm } from '../kernel/kernel-comm';
import type { VariableEntry, VariablesReport } from './variables-report';

/** Listens to what one notebook's kernel holds, and asks it to read or to free tensors. */
export class KernelVariables extends KernelComm<VariablesReport> {
  /** Why the last request failed; null when it did not. */
  problem: string | null = null;
  private requests = 0;
  private readonly waiting = new Map<number, (result: unknown) => void>();

  constructor() {
    super('kernel-extras.variables');
  }

  /** Has the values of a tensor read, whatever time that takes. */
  look(name: string): void {
    this.ask({ action: 'look', name }, (entry) => {
      if (this.report === null) return;
      const variables = this.report.variables.map((one) => (one.name === name ? (entry as VariableEntry) : one));
      this.tell({ ...this.report, variables });
    });
  }

  /** Frees the tensors that a variable holds. */
  free(name: string): void {
    this.ask({ action: 'dispose', name });
  }

  /** Frees what cells that ran again left behind: one of it by its number, or all. */
  freeLeaked(leaked?: number): void {
    this.ask({ action: 'disposeLeaked', ...(leaked === undefined ? {} : { leaked }) });
  }

  protected override take(data: JSONObject): void {
    if ('variables' in data) return super.take(data);
    const { request, result, error } = data as { request: number; result?: unknown; error?: string };
    const done = this.waiting.get(request);
    this.waiting.delete(request);
    if (error === undefined) return done?.(result);
    this.problem = error;
    this.stateChanged.emit();
  }

  /** A new list says all that is known: what failed before it is over, and a kernel that is gone answers no more. */
  protected override tell(report: VariablesReport | null): void {
    this.problem = null;
    if (report === null) this.waiting.clear();
    super.tell(report);
  }

  private ask(request: JSONObject, done: (result: unknown) => void = () => {}): void {
    const number = ++this.requests;
    this.waiting.set(number, done);
    try {
      this.send({ ...request, request: number });
    } catch (error) {
      this.waiting.delete(number);
      this.problem = error instanceof Error ? error.message : String(error);
      this.stateChanged.emit();
    }
  }
}
