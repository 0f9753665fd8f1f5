/** A drawn face of 160 × 160 pixels with its true points; the found ones lie 3 pixels beside them. */
export const DRAWN_FACE = `import { alignFace, generateFace, landmarksView, stagesView, superResolutionView, videoView, webcamView, PARSING_LABELS } from 'fer-core';
const face = generateFace({ seed: 5, expression: 'happy', size: 160, channels: 3 });
const photo = { width: 160, height: 160, pixels: face.image };
const found = face.landmarks.map(([x, y]): [number, number] => [x + 3, y]);
const happy = { probabilities: { happy: 0.75, sad: 0.05, neutral: 0.2 }, label: 'happy' };
const box: [number, number, number, number] = [30, 30, 130, 150];`;

/** The webcam view with a recognizer that finds the drawn face in every picture. */
export const RECOGNIZE_ALL = `${DRAWN_FACE}\nwebcamView({ recognize: async (image) => ({ faces: [{ box, landmarks: found, ...happy }] }) });`;
