import type { TranslationBundle } from '@jupyterlab/translation';
import { formatDuration, parseWebcamAnswer, type WebcamAnswer, type WebcamPayload } from 'fer-core/views';
import React, { useEffect, useRef, useState } from 'react';
import type { LiveObject } from '../kernel/live-object';
import { ColorLegend, SeenFaces } from '../pictures/seen-faces';
import { Camera, cameraProblem, type CameraPicture } from './camera';
import { FrameRate } from './frame-rate';

interface WebcamViewProps {
  payload: WebcamPayload;
  object: Pick<LiveObject, 'call' | 'absence'>;
  trans: TranslationBundle;
}

/** A picture with what the kernel saw in it. */
interface Judged {
  picture: CameraPicture;
  answer: WebcamAnswer;
  rate: number | null;
}

/** The camera: each picture is shown once the kernel has answered, with the faces of that very picture. It starts when asked to. */
export function WebcamView({ payload, object, trans }: WebcamViewProps): React.ReactElement {
  const [isOn, setOn] = useState(false);
  const [judged, setJudged] = useState<Judged | null>(null);
  const [problem, setProblem] = useState('');
  const latest = useRef(object);
  latest.current = object;

  useEffect(() => {
    if (!isOn) return;
    const camera = new Camera();
    const rate = new FrameRate();
    let wanted = true;
    const fail = (text: string): void => {
      if (!wanted) return;
      setProblem(text);
      setOn(false);
    };
    const follow = async (): Promise<void> => {
      try {
        await camera.open();
      } catch (error) {
        camera.close();
        return fail(cameraProblem(error, trans));
      }
      // One picture at a time: the next is taken when the kernel has answered, so that none waits.
      while (wanted) {
        const picture = camera.picture(payload.width);
        try {
          const answer = parseWebcamAnswer(await latest.current.call('frame', { data: picture.data }));
          if (wanted) setJudged({ picture, answer, rate: rate.note(performance.now()) });
        } catch (error) {
          fail(trans.__('The kernel did not answer: %1', error instanceof Error ? error.message : String(error)));
          break;
        }
      }
      camera.close();
    };
    void follow();
    return () => {
      wanted = false;
      camera.close();
    };
  }, [isOn]);

  const start = (): void => {
    setProblem('');
    setJudged(null);
    setOn(true);
  };
  const picture = judged?.picture;
  const unit = picture ? picture.width / 640 : 1;
  return (
    <section className="fer-webcam" aria-label={payload.name} data-fer-on={isOn}>
      <header className="fer-header">
        <span className="fer-title">{payload.name}</span>
        {judged && (
          <span className="fer-faint fer-frame-rate">
            {judged.rate === null ? trans.__('first frame') : trans.__('%1 frames per second', judged.rate.toFixed(1))}
            {trans.__(' · %1 in the kernel', formatDuration(judged.answer.ms))}
          </span>
        )}
        <span className="fer-spring" />
        <button className="fer-button" onClick={isOn ? () => setOn(false) : start} disabled={!isOn && object.absence !== null}>
          {isOn ? trans.__('Stop camera') : trans.__('Start camera')}
        </button>
      </header>
      {object.absence !== null && <p className="fer-hint">{trans.__('Run the cell: the camera’s pictures go to its kernel.')}</p>}
      {problem && (
        <p className="fer-problem" role="alert">
          {problem}
        </p>
      )}
      {isOn && !judged && <p className="fer-hint">{trans.__('Waiting for the camera and the kernel…')}</p>}
      {judged && picture && (
        <svg
          className="fer-picture fer-still"
          viewBox={`-0.5 -0.5 ${picture.width} ${picture.height}`}
          style={{ width: 'min(100%, 640px)', aspectRatio: `${picture.width} / ${picture.height}` }}
          role="img"
          aria-label={trans._n('%1 face', '%1 faces', judged.answer.faces.length)}
          data-fer-faces={judged.answer.faces.length}
        >
          <image href={picture.url} x={-0.5} y={-0.5} width={picture.width} height={picture.height} />
          <SeenFaces faces={judged.answer.faces} labels={judged.answer.labels} points unit={unit} />
        </svg>
      )}
      {judged && judged.answer.faces.length === 0 && <p className="fer-hint">{trans.__('No face in sight.')}</p>}
      {judged && <ColorLegend names={judged.answer.labels} />}
    </section>
  );
}
