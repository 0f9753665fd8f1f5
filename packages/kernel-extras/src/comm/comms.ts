import { randomUUID } from 'node:crypto';
import type { JsonObject, Message } from '../protocol/message';

/** One open channel between a front end's object and the kernel's. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  /** Sends data to the other side, with binary parts if there are any. */
  send(data: JsonObject, buffers?: Uint8Array[]): void;
  /** Closes the channel; the other side is told. */
  close(data?: JsonObject): void;
  /** Called with each message's data. */
  onMessage: (data: JsonObject, buffers: Uint8Array[]) => void;
  /** Called when the other side closes. */
  onClose: (data: JsonObject) => void;
}

/** Takes a comm that a front end opened, with the data that it opened it with. */
export type CommTarget = (comm: Comm, data: JsonObject) => void;

/**
 * Sends a comm message.
 * @param parent - header of the request that it answers, as JSON text.
 */
export type PublishComm = (type: string, content: JsonObject, parent: string, buffers?: Uint8Array[]) => void;

/** The comms that are open, by id, whoever opened them; targets say who serves those that front ends open. */
export class Comms {
  private readonly targets = new Map<string, CommTarget>();
  private readonly comms = new Map<string, Comm>();

  constructor(private readonly publish: PublishComm) {}

  /** Serves comms that are opened with this target name; a later server replaces an earlier one. */
  register(target: string, serve: CommTarget): void {
    this.targets.set(target, serve);
  }

  /** Opens a comm to a target of the front end; one that does not know the target closes it. */
  open(target: string, data: JsonObject, parent: string): Comm {
    const comm = this.make(randomUUID(), target, parent);
    this.publish('comm_open', { comm_id: comm.id, target_name: target, data }, parent);
    return comm;
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
        return this.comms.get(id)?.onMessage(data, message.buffers);
      default: {
        const comm = this.comms.get(id);
        this.comms.delete(id);
        comm?.onClose(data);
      }
    }
  }

  /** Content of `comm_info_reply`: the open comms, of one target if that is given. */
  info(target?: string): Record<string, { target_name: string }> {
    const comms = [...this.comms.values()].filter((comm) => target === undefined || comm.target === target);
    return Object.fromEntries(comms.map((comm) => [comm.id, { target_name: comm.target }]));
  }

  private opened(id: string, target: string, data: JsonObject, parent: string): void {
    const serve = this.targets.get(target);
    if (serve === undefined) {
      this.publish('comm_close', { comm_id: id, data: {} }, parent);
      return;
    }
    serve(this.make(id, target, parent), data);
  }

  private make(id: string, target: string, parent: string): Comm {
    const comm: Comm = {
      id,
      target,
      send: (data, buffers) => this.publish('comm_msg', { comm_id: id, data }, parent, buffers),
      close: (data = {}) => {
        if (this.comms.delete(id)) this.publish('comm_close', { comm_id: id, data }, parent);
      },
      onMessage: () => {},
      onClose: () => {},
    };
    this.comms.set(id, comm);
    return comm;
  }
}
