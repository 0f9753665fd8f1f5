import type { TranslationBundle } from '@jupyterlab/translation';
import { imagesInCell, type JudgedImages } from 'fer-core/views';
import React, { useMemo } from 'react';
import { ImageGallery } from '../pictures/image-gallery';
import type { ImageSource } from '../pictures/image-source';
import type { ConfusionCell } from './confusion-grid';

interface GalleryProps {
  images: JudgedImages;
  labels: readonly string[];
  cell: ConfusionCell;
  source: ImageSource;
  onClose: () => void;
  trans: TranslationBundle;
}

/** The images of one confusion cell, the most confident first. */
export function Gallery({ images, labels, cell, source, onClose, trans }: GalleryProps): React.ReactElement {
  const { truth, predicted } = cell;
  const indices = useMemo(() => imagesInCell(images, truth, predicted), [images, truth, predicted]);
  return (
    <ImageGallery
      images={images}
      labels={labels}
      indices={indices}
      title={
        truth === predicted
          ? trans.__('%1, recognized', labels[truth])
          : trans.__('%1, taken for %2', labels[truth], labels[predicted])
      }
      order={trans.__(', most confident first')}
      empty={trans.__('No image fell into this cell.')}
      label={trans.__('Images of the chosen cell')}
      source={source}
      onClose={onClose}
      trans={trans}
    />
  );
}
