import type { TranslationBundle } from '@jupyterlab/translation';
import { frameAt, videoDuration, type VideoPayload } from 'fer-core/views';
import React, { useEffect, useMemo, useState } from 'react';
import { ColorLegend, type NamedFace, SeenFaces } from '../pictures/seen-faces';
import { Toggles } from '../pictures/toggles';
import type { FrameSource } from './frame-source';
import { Timelines } from './timelines';

interface VideoViewProps {
  payload: VideoPayload;
  source: Pick<FrameSource, 'frame'>;
  trans: TranslationBundle;
}

/** A frame whose picture has come. */
interface ShownFrame {
  index: number;
  url: string;
}

/** A player that shows each frame only together with what was seen in that very frame; below it what every person showed when. */
export function VideoView({ payload, source, trans }: VideoViewProps): React.ReactElement {
  const { name, width, height, times, labels, people } = payload;
  const [seconds, setSeconds] = useState(times[0] ?? 0);
  const [isPlaying, setPlaying] = useState(false);
  const [layers, setLayers] = useState<ReadonlySet<'faces' | 'points'>>(new Set(['faces', 'points'] as const));
  const duration = videoDuration(payload);
  const end = times[0]! + duration;
  const wanted = frameAt(times, seconds);
  const { shown, problem } = useFrame(source, wanted);
  const byFrame = useMemo(() => facesByFrame(payload), [payload]);
  const unit = width / Math.min(720, Math.max(width, 360));

  usePlaying(isPlaying, (passed) => setSeconds((now) => Math.min(end, now + passed)));
  useEffect(() => {
    if (seconds >= end) setPlaying(false);
  }, [seconds, end]);

  const step = (by: number): void => {
    setPlaying(false);
    setSeconds(times[Math.min(times.length - 1, Math.max(0, wanted + by))]!);
  };
  const toggle = (): void => {
    if (!isPlaying && seconds >= end) setSeconds(times[0]!);
    setPlaying(!isPlaying);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const action = { ' ': toggle, ArrowLeft: () => step(-1), ArrowRight: () => step(1), Home: () => step(-times.length), End: () => step(times.length) }[event.key];
    if (action === undefined || (event.target instanceof HTMLButtonElement && event.key === ' ')) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  return (
    <section className="fer-player" aria-label={trans.__('Video %1', name)} data-lm-suppress-shortcuts="true" onKeyDown={onKeyDown}>
      <header className="fer-header">
        <span className="fer-title">{name}</span>
        <span className="fer-faint">{trans.__('%1 frames of %2 × %3 px, %4 s', times.length, width, height, duration.toFixed(1))}</span>
        <span className="fer-spring" />
        <Toggles
          choices={[['faces', trans.__('Faces')], ['points', trans.__('Points')]] as const}
          shown={layers}
          onShown={setLayers}
          label={trans.__('Drawn over the video')}
        />
      </header>
      {problem && (
        <p className="fer-problem" role="alert">
          {trans.__('The frames are not at hand: %1', problem)}
        </p>
      )}
      <svg
        className="fer-picture fer-still"
        viewBox={`-0.5 -0.5 ${width} ${height}`}
        style={{ width: `min(100%, ${Math.round(width / unit)}px)`, aspectRatio: `${width} / ${height}` }}
        role="img"
        tabIndex={0}
        aria-label={trans.__('Frame %1 of %2', wanted + 1, times.length)}
        data-fer-frame={shown?.index}
      >
        {shown && <image href={shown.url} x={-0.5} y={-0.5} width={width} height={height} />}
        {shown && layers.has('faces') && <SeenFaces faces={byFrame.get(shown.index) ?? []} labels={labels} points={layers.has('points')} unit={unit} />}
      </svg>
      <div className="fer-player-controls">
        <button className="fer-button" onClick={toggle} aria-label={isPlaying ? trans.__('Pause') : trans.__('Play')}>
          {isPlaying ? '❚❚' : '▶'}
        </button>
        <button className="fer-icon-button" title={trans.__('Previous frame (←)')} onClick={() => step(-1)}>
          ‹
        </button>
        <button className="fer-icon-button" title={trans.__('Next frame (→)')} onClick={() => step(1)}>
          ›
        </button>
        <input
          type="range"
          min={0}
          max={times.length - 1}
          value={wanted}
          aria-label={trans.__('Frame')}
          aria-valuetext={trans.__('frame %1 of %2, %3 s', wanted + 1, times.length, times[wanted]!.toFixed(2))}
          onChange={(event) => {
            setPlaying(false);
            setSeconds(times[Number(event.target.value)]!);
          }}
        />
        <span>{trans.__('frame %1 of %2 · %3 s', wanted + 1, times.length, times[wanted]!.toFixed(2))}</span>
      </div>
      {people.length === 0 ? (
        <p className="fer-hint">{trans.__('Nobody was found.')}</p>
      ) : (
        <Timelines payload={payload} frame={wanted} onFrame={(frame) => setSeconds(times[frame]!)} trans={trans} />
      )}
      <ColorLegend names={labels} />
    </section>
  );
}

function facesByFrame({ people }: VideoPayload): Map<number, NamedFace[]> {
  const byFrame = new Map<number, NamedFace[]>();
  for (const { name, faces } of people) {
    for (const face of faces) byFrame.set(face.frame, [...(byFrame.get(face.frame) ?? []), { ...face, person: name }]);
  }
  return byFrame;
}

/** The wanted frame once its picture is decoded; until then the last one, so that picture and overlay always belong together. */
function useFrame(source: Pick<FrameSource, 'frame'>, index: number): { shown: ShownFrame | null; problem: string } {
  const [state, setState] = useState<{ shown: ShownFrame | null; problem: string }>({ shown: null, problem: '' });
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const url = await source.frame(index);
      const image = new Image();
      image.src = url;
      await image.decode();
      if (wanted) setState({ shown: { index, url }, problem: '' });
    };
    load().catch((error: unknown) => {
      if (wanted) setState({ shown: null, problem: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      wanted = false;
    };
  }, [source, index]);
  return state;
}

/** Calls `advance` with the seconds that have passed, before each repaint. */
function usePlaying(isPlaying: boolean, advance: (seconds: number) => void): void {
  useEffect(() => {
    if (!isPlaying) return;
    let last = performance.now();
    let request = requestAnimationFrame(function tick(now) {
      advance(Math.max(0, now - last) / 1000);
      last = now;
      request = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(request);
  }, [isPlaying]);
}
