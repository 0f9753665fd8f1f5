import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { parseVideo, VIDEO_MIME, type VideoPayload } from 'fer-core/views';
import React from 'react';
import { PayloadRenderer, type PayloadRendererOptions } from '../rendering/payload-renderer';
import { FrameSource } from './frame-source';
import { VideoView } from './video-view';

/** Shows a video with its people in a notebook's output. */
export class VideoRenderer extends PayloadRenderer<VideoPayload> {
  private source: FrameSource | undefined;

  constructor(options: PayloadRendererOptions) {
    super(VIDEO_MIME, parseVideo, options);
  }

  protected override follow(_: IRenderMime.IMimeModel, payload: VideoPayload): void {
    this.source = new FrameSource(payload, this.object);
  }

  protected override view(payload: VideoPayload): React.ReactElement {
    return <VideoView payload={payload} source={this.source!} trans={this.trans} />;
  }
}
