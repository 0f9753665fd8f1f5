import type { JsonObject, Message } from '../protocol/message';

/** One open channel between a front end's object and the kernel's. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  /** Sends data to the other side. */
  send(data: JsonObject): void;
  /** Called with each message's data. */
  onMessage: (data: JsonObject, buffers: Uint8Array[]) => void;
  /** Called when the other side closes. */
  onClose: () => void;
}

/** Takes a comm that a front end opened, with the data that it opened it with. */
export type CommTarget = (comm: Comm, data: JsonObject) => void;

/** The comms that front ends have opened, by id; targets say who serves them. */
export class Comms {
  private readonly targets = new Map<string, CommTarget>();
  private readonly open = new Map<string, Comm>();

  /** @param publish - sends a comm message; `parent` is the header of the request that it answers. */
  constructor(private readonly publish: (type: string, content: JsonObject, parent: string) => void) {}

  /** Serves comms that are opened with this target name. */
  register(target: string, serve: CommTarget): void {
    this.targets.set(target, serve);
  }

  /** Handles `comm_open`, `comm_msg` and `comm_close`; messages to comms that are not open are ignored. */
  handle(message: Message): void {
    const id = String(message.content.comm_id);
    const data = (message.content.data ?? {}) as JsonObject;
    const parent = JSON.stringify(message.header);
    switch (message.header.msg_type) {
      case 'comm_open':
        return this.opened(id, String(message.content.target_name), data, parent);
      case 'comm_msg':
        return this.open.get(id)?.onMessage(data, message.buffers);
      default: {
        const comm = this.open.get(id);
        this.open.delete(id);
        comm?.onClose();
      }
    }
  }

  /** Content of `comm_info_reply`: the open comms, of one target if that is given. */
  info(target?: string): Record<string, { target_name: string }> {
    const comms = [...this.open.values()].filter((comm) => target === undefined || comm.target === target);
    return Object.fromEntries(comms.map((comm) => [comm.id, { target_name: comm.target }]));
  }

  private opened(id: string, target: string, data: JsonObject, parent: string): void {
    const serve = this.targets.get(target);
    if (serve === undefined) {
      this.publish('comm_close', { comm_id: id, data: {} }, parent);
      return;
    }
    const comm: Comm = {
      id,
      target,
      send: (sent) => this.publish('comm_msg', { comm_id: id, data: sent }, parent),
      onMessage: () => {},
      onClose: () => {},
    };
    this.open.set(id, comm);
    serve(comm, data);
  }
}
