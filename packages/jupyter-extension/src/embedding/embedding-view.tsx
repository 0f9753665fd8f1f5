import type { TranslationBundle } from '@jupyterlab/translation';
import {
  type Coloring,
  coloringsOf,
  embeddingCategories,
  type EmbeddingPayload,
  formatPercent,
  projectionName,
} from 'fer-core/views';
import React, { useEffect, useMemo, useState } from 'react';
import { ImageGallery } from '../pictures/image-gallery';
import type { ImageSource } from '../pictures/image-source';
import { Mounted } from '../rendering/mounted';
import { DISTINCT_COLORS } from './category-colors';
import type { EmbeddingPlot } from './embedding-plot';

interface EmbeddingViewProps {
  payload: EmbeddingPayload;
  source: ImageSource;
  /** Holds the points; it outlives this view. */
  plot: EmbeddingPlot;
  trans: TranslationBundle;
}

/** Images that the reader has chosen. */
interface Choice {
  title: string;
  /** The surest first. */
  indices: readonly number[];
  /** Index of the kind they are, null where they were drawn around. */
  kind: number | null;
}

/** Images as points: what they are coloured by, the points, their kinds, and the images that were chosen among them. */
export function EmbeddingView({ payload, source, plot, trans }: EmbeddingViewProps): React.ReactElement {
  const { name, labels, projections, images } = payload;
  const [projection, setProjection] = useState(0);
  const [coloring, setColoring] = useState<Coloring>('truth');
  const [choice, setChoice] = useState<Choice | null>(null);
  const [outline, setOutline] = useState(0);
  const kinds = useMemo(() => embeddingCategories(payload, coloring), [payload, coloring]);
  const surestFirst = (indices: readonly number[]): number[] =>
    [...indices].sort((a, b) => images.confidence[b]! - images.confidence[a]!);
  const choose = (next: Choice | null): void => {
    setChoice(next);
    setOutline((drawn) => drawn + 1);
  };

  useEffect(() => {
    plot.onSelected = (indices) => {
      // The outline goes, the points stay chosen: plotly cannot draw anew, in another theme say, while it keeps one.
      if (!indices) choose(null);
      else choose({ title: trans.__('Chosen points'), indices: surestFirst(indices), kind: null });
    };
    return () => {
      plot.onSelected = () => undefined;
    };
  }, [plot, payload, trans]);
  useEffect(() => {
    const look = { projection, coloring, selected: choice?.indices ?? null, outline };
    plot.show(payload, look).catch((error: unknown) => console.error('The points could not be drawn', error));
  }, [plot, payload, projection, coloring, choice, outline]);

  const right = images.truth.filter((truth, index) => truth === images.predicted[index]).length;
  return (
    <section className="fer-embedding" aria-label={trans.__('%1 as points', name)}>
      <header className="fer-header">
        <span className="fer-title">{name}</span>
        <span className="fer-faint">
          {trans.__(
            '%1 images as points, %2 labelled right',
            images.ids.length,
            formatPercent(right / images.ids.length),
          )}
        </span>
      </header>
      <header className="fer-header fer-embedding-choices">
        <span className="fer-faint">{trans.__('Colour')}</span>
        <div className="fer-choice" role="group" aria-label={trans.__('What the points are coloured by')}>
          {coloringsOf(payload).map((each) => (
            <button
              key={each}
              aria-pressed={each === coloring}
              onClick={() => {
                setColoring(each);
                if (choice?.kind != null) choose(null);
              }}
            >
              {coloringName(each, trans)}
            </button>
          ))}
        </div>
        {projections.length > 1 && (
          <>
            <span className="fer-faint">{trans.__('Points by')}</span>
            <div className="fer-choice" role="group" aria-label={trans.__('How features became points')}>
              {projections.map((each, index) => (
                <button
                  key={each.method}
                  aria-pressed={index === projection}
                  title={methodTitle(each.method, trans)}
                  onClick={() => {
                    setProjection(index);
                    setOutline((drawn) => drawn + 1);
                  }}
                >
                  {projectionName(each)}
                </button>
              ))}
            </div>
          </>
        )}
      </header>
      <div className="fer-embedding-kinds" role="group" aria-label={trans.__('Kinds of points')}>
        {kinds.map((kind, index) => (
          <button
            key={kind.name}
            className="fer-embedding-kind"
            data-fer-color={
              coloring === 'duplicates' ? undefined : index % Math.max(DISTINCT_COLORS, labels.length)
            }
            data-fer-kind={kind.name}
            aria-pressed={choice?.kind === index}
            disabled={kind.points.length === 0}
            title={trans.__('Show the images of these points')}
            onClick={() =>
              choose(
                choice?.kind === index
                  ? null
                  : { title: kind.name, indices: surestFirst(kind.points), kind: index },
              )
            }
          >
            {trans.__('%1 (%2)', kind.name, kind.points.length)}
          </button>
        ))}
      </div>
      <Mounted node={plot.node} />
      <p className="fer-hint">
        {coloring === 'duplicates' && `${trans.__('Each group of duplicates has one colour; colours repeat.')} `}
        {trans.__(
          'Draw around points to see their images, or press a kind above. A double click in the plot gives the choice up.',
        )}
      </p>
      {choice && (
        <ImageGallery
          images={images}
          labels={labels}
          indices={choice.indices}
          title={choice.title}
          order={trans.__(', most confident first')}
          empty={trans.__('No image is chosen.')}
          label={trans.__('Images of the chosen points')}
          source={source}
          onClose={() => choose(null)}
          trans={trans}
        />
      )}
    </section>
  );
}

function coloringName(coloring: Coloring, trans: TranslationBundle): string {
  return {
    truth: trans.__('Truth'),
    predicted: trans.__('Prediction'),
    correct: trans.__('Right or wrong'),
    duplicates: trans.__('Duplicates'),
  }[coloring];
}

function methodTitle(method: EmbeddingPayload['projections'][number]['method'], trans: TranslationBundle): string {
  return {
    pca: trans.__('Principal components: keep distances as well as a plane can'),
    umap: trans.__('UMAP: keeps neighbours together; far distances mean nothing'),
  }[method];
}
