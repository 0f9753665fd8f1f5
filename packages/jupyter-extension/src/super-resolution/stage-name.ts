import type { TranslationBundle } from '@jupyterlab/translation';
import type { SuperResolutionStage } from 'fer-core/views';

/** What a stage is called. */
export function stageName(stage: SuperResolutionStage, trans: TranslationBundle): string {
  switch (stage) {
    case 'lowResolution':
      return trans.__('Low resolution');
    case 'bicubic':
      return trans.__('Bicubic');
    case 'coarse':
      return trans.__('Coarse');
    case 'final':
      return trans.__('Final');
    case 'truth':
      return trans.__('Truth');
  }
}
