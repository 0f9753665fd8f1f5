import { DISPLAY, type Displayable, type MimeBundle } from '../display/mime-bundle';
import { Widget } from './widget';

/** Options of {@link slider}. */
export interface SliderOptions {
  /** Least and greatest value. Default: 0 and 100. */
  min?: number;
  max?: number;
  /** Distance of the values that it takes, counted from `min`. Default: 1. */
  step?: number;
  /** Where it stands first. Default: `min`. */
  value?: number;
  /** Shown beside it. Default: none. */
  label?: string;
}

/**
 * A slider under the cell that moves a number here, and is moved by it.
 * @throws `slider: expected min < max and step > 0, got …`, `slider: expected a value from … to …, got …`
 *
 * @example
 * const threshold = slider({ min: 0, max: 1, step: 0.01, value: 0.5, label: 'threshold' });
 * threshold.onChange((value) => console.log(value));
 * display(threshold);
 * threshold.value = 0.25;                                   // the slider moves
 */
export function slider(options: SliderOptions = {}): Slider {
  return new Slider(options);
}

/** What {@link slider} makes. */
export class Slider implements Displayable {
  private readonly widget: Widget<Required<SliderOptions>>;
  /** What the front end calls. */
  readonly actions: Widget<Required<SliderOptions>>['actions'];

  constructor({ min = 0, max = 100, step = 1, value = min, label = '' }: SliderOptions) {
    if (!(min < max && step > 0 && Number.isFinite(max - min + step))) {
      throw new Error(`slider: expected min < max and step > 0, got min ${min}, max ${max}, step ${step}`);
    }
    this.widget = new Widget({
      kind: 'slider',
      state: { min, max, step, value, label },
      check: (state) => ({ ...state, value: onStep(state.value, min, max, step) }),
      text: (state) => `${label === '' ? 'slider' : label}: ${state.value} (${min} … ${max})`,
    });
    this.actions = { set: (changes) => this.widget.actions.set({ value: (changes as Partial<SliderOptions>).value }) };
  }

  /** Where it stands. Setting it moves the slider; the nearest step is taken. */
  get value(): number {
    return this.widget.state.value;
  }

  set value(value: number) {
    this.widget.set({ value });
  }

  /** Calls `listener` with each new value and the one before, whichever side changed it; the function returned ends that. */
  onChange(listener: (value: number, before: number) => unknown): () => void {
    return this.widget.onChange((state, before) => listener(state.value, before.value));
  }

  /** Tells displays of changes. */
  subscribe(listener: () => void): () => void {
    return this.widget.subscribe(listener);
  }

  [DISPLAY](): MimeBundle {
    return this.widget[DISPLAY]();
  }
}

function onStep(value: unknown, min: number, max: number, step: number): number {
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw new Error(`slider: expected a value from ${min} to ${max}, got ${String(value)}`);
  }
  const steps = Math.min(Math.round((value - min) / step), Math.floor((max - min) / step + 1e-9));
  return Number((min + steps * step).toPrecision(12)); // 0.3, not 0.30000000000000004
}
