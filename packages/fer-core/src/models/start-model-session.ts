import { startBackend, startSession, tf, type Session, type SessionFunction, type StartSessionOptions, type Variable } from '../backend';
import { InputError } from '../input-error';
import { networkWeights, sizeOf } from './network';
import type { SavedModel } from './saved-model';

/** A model's compiled functions. */
export interface ModelSession {
  readonly session: Session;
  /** Frees them and the model's weights. */
  dispose(): void;
}

/**
 * Starts the backend where that has not happened, and compiles functions over a model's weights.
 * @param owner whose model it is, for messages
 * @param functions from the weights by full name
 * @throws (rejects) InputError when a weight is missing or has another shape; nothing is left in memory then
 */
export async function startModelSession(
  owner: string,
  { built, weights }: SavedModel,
  functions: (variables: Record<string, Variable>) => Record<string, SessionFunction>,
  options: StartSessionOptions,
): Promise<ModelSession> {
  requireWeights(owner, { built, weights });
  await startBackend();
  const variables: Record<string, Variable> = {};
  const disposeVariables = (): void => Object.values(variables).forEach((variable) => variable.dispose());
  try {
    for (const [name, { shape }] of networkWeights(built)) {
      variables[name] = tf.tidy(() => tf.variable(tf.tensor(weights[name]!.slice(), shape, 'float32'), false));
    }
    const session = startSession(variables, functions(variables), options);
    return {
      session,
      dispose() {
        session.dispose();
        disposeVariables();
      },
    };
  } catch (error) {
    disposeVariables();
    throw error;
  }
}

/** @throws InputError when a weight of a network is missing or has another shape */
export function requireWeights(owner: string, { built, weights }: Pick<SavedModel, 'built' | 'weights'>): void {
  for (const [name, { shape }] of networkWeights(built)) {
    const found = weights[name]?.length ?? 0;
    if (found !== sizeOf(shape)) throw new InputError(`${owner}: expected ${sizeOf(shape)} values of ${name}, got ${found}`);
  }
}
