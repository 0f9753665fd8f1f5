import { InputError } from '../../input-error';
import { expressionsTask } from './expressions-task';
import { landmarksTask } from './landmarks-task';
import { superResolutionTask } from './super-resolution-task';
import type { TrainingTask } from './training-task';

/** Tasks by the name that a configuration's field `task` gives; a configuration without one trains a classifier. */
const TASKS: Record<string, TrainingTask> = {
  expressions: expressionsTask,
  landmarks: landmarksTask,
  'super-resolution': superResolutionTask,
};

/** @throws InputError for a name that is not known */
export function trainingTask(name: unknown = 'expressions', source: string): TrainingTask {
  const task = typeof name === 'string' && Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
  if (!task) throw new InputError(`${source}: expected task to be one of ${Object.keys(TASKS).join(', ')}, got ${JSON.stringify(name)}`);
  return task;
}
