/** A decoded picture: upright, opaque, 8 bits a channel. */
export interface Photo {
  readonly width: number;
  readonly height: number;
  /** uint8 [height, width, 3], RGB. */
  readonly pixels: Uint8Array;
}
