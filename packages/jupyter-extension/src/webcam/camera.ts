import type { TranslationBundle } from '@jupyterlab/translation';

/** One picture of the camera. */
export interface CameraPicture {
  /** As an image file (JPEG), base64. */
  data: string;
  /** For an `<image>`. */
  url: string;
  width: number;
  height: number;
}

/** The browser's camera. */
export class Camera {
  private readonly video = document.createElement('video');
  private readonly canvas = document.createElement('canvas');
  private stream: MediaStream | undefined;

  /** Asks for the camera and waits for its first picture. @throws DOMException, see `cameraProblem` */
  async open(): Promise<void> {
    if (!navigator.mediaDevices?.getUserMedia) throw new DOMException('', 'SecurityError');
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 } }, audio: false });
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.srcObject = this.stream;
    await this.video.play();
  }

  /** What the camera sees now, `width` pixels wide. */
  picture(width: number): CameraPicture {
    const { videoWidth, videoHeight } = this.video;
    this.canvas.width = Math.min(width, videoWidth);
    this.canvas.height = Math.round((this.canvas.width * videoHeight) / videoWidth);
    this.canvas.getContext('2d')!.drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
    const url = this.canvas.toDataURL('image/jpeg', 0.85);
    return { data: url.slice(url.indexOf(',') + 1), url, width: this.canvas.width, height: this.canvas.height };
  }

  /** Switches the camera off. */
  close(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.video.srcObject = null;
  }
}

/** What a reader can do about a camera that does not open. */
export function cameraProblem(error: unknown, trans: TranslationBundle): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
      return trans.__('The camera was refused. Allow it for this page in the browser’s address bar, then start again.');
    case 'NotFoundError':
    case 'OverconstrainedError':
      return trans.__('There is no camera on this machine, or the browser does not see it.');
    case 'NotReadableError':
      return trans.__('The camera is in use by another program.');
    case 'SecurityError':
      return trans.__('The browser gives the camera only to pages opened by https or from localhost.');
    default:
      return trans.__('The camera did not open: %1', error instanceof Error ? error.message : String(error));
  }
}
