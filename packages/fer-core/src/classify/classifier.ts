import { startBackend, startSession, tf, type Session, type StartSessionOptions, type Variable } from '../backend';
import { networkWeights } from '../models/network';
import { predictAll, predictFunction } from '../models/prediction';
import type { SavedModel } from '../models/saved-model';

/** A model ready to label images, compiled once. The caller disposes it. */
export class Classifier {
  private constructor(
    readonly model: SavedModel,
    private readonly session: Session,
    private readonly variables: Record<string, Variable>,
  ) {}

  /** Starts the backend where that has not happened, and compiles the network. */
  static async create(model: SavedModel, options: StartSessionOptions = {}): Promise<Classifier> {
    await startBackend();
    const variables: Record<string, Variable> = {};
    for (const [name, { shape }] of networkWeights(model.built)) {
      variables[name] = tf.tidy(() => tf.variable(tf.tensor(model.weights[name]!.slice(), shape, 'float32'), false));
    }
    const session = startSession(variables, { predict: predictFunction(model.built, variables, model.inputRange) }, options);
    return new Classifier(model, session, variables);
  }

  /**
   * Probabilities of images.
   * @param images uint8 [count, height, width, channels] of the network's input size
   * @returns float32 [count, classes] in the order of `model.labels`
   */
  probabilities(images: Uint8Array): Float32Array {
    return predictAll(this.session, this.model.built, images);
  }

  dispose(): void {
    this.session.dispose();
    Object.values(this.variables).forEach((variable) => variable.dispose());
  }
}
