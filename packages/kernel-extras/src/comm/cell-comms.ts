import { currentSession, type Session } from '../display/session';
import { currentRun } from '../run/run-context';
import type { Comm, CommTarget } from './comms';

/**
 * Opens a channel to an object of the front end, a widget's say.
 * @param target - name under which the front end serves such channels.
 * @param data - what it is opened with. Default: nothing.
 * @throws `openComm: expected to be called in a notebook's cell, got a plain program`
 *
 * @example
 * const comm = openComm('my-extension', { size: 3 });
 * comm.onMessage = (data) => console.log(data);
 * comm.send({ hello: 1 });
 */
export function openComm(target: string, data: Record<string, unknown> = {}): Comm {
  const session = inNotebook('openComm');
  const run = currentRun();
  if (run === undefined) throw notInNotebook('openComm');
  return session.openComm(run, target, data);
}

/**
 * Serves channels that front ends open with this target name; a later call replaces an earlier one.
 * @throws `serveComms: expected to be called in a notebook's cell, got a plain program`
 */
export function serveComms(target: string, serve: CommTarget): void {
  inNotebook('serveComms').serveComms(target, serve);
}

function inNotebook(caller: string): Session {
  const session = currentSession();
  if (session === undefined) throw notInNotebook(caller);
  return session;
}

function notInNotebook(caller: string): Error {
  return new Error(`${caller}: expected to be called in a notebook's cell, got a plain program`);
}
