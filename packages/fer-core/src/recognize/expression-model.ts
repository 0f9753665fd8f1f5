import { existsSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input-error';
import { findShippedModel, shippedModelFolder } from '../models/shipped-model';

/** Folders of `models/` that hold networks for expressions, the best first. */
const SHIPPED = ['fer2013-xception', 'fer2013-mini-xception'];

/**
 * Where a model for expressions lies: a model or run folder or a Keras file as given, else that name in the workbench's `models/`.
 * @param model default: the best one that is shipped
 * @throws InputError when there is none
 */
export function findExpressionModel(model?: string): string {
  if (model !== undefined && existsSync(model)) return model;
  for (const name of model === undefined ? SHIPPED : [model]) {
    const found = findShippedModel(name);
    if (found !== undefined) return found;
  }
  if (model === undefined) {
    throw new InputError(`recognize: expected a model for expressions (${SHIPPED.join(' or ')}), found none in ${path.dirname(shippedModelFolder(SHIPPED[0]!))}`);
  }
  throw new InputError(`recognize: expected a model or run folder, a Keras file or a name in models/, found none at ${model}`);
}
