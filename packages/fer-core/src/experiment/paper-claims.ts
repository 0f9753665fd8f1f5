import type { Claim } from './experiment-row';

/** The accuracy that the paper tells, as a share. */
export const CLAIMED_ACCURACY = 0.95;

/**
 * What the paper says, word for word: S. Moreno, "Facial Emotion Recognition Using an Enhanced Xception Network for Behavioral Analysis".
 */
export const PAPER_CLAIMS = {
  accuracy: { quote: 'The recognition accuracy of the system is above 95%, as shown in Figure 3.', place: 'section 4; likewise abstract, sections 1 and 5' },
  emotions: { quote: 'After simulation, seven emotions, such as surprise, happiness and anger, can be identified.', place: 'section 4' },
  improvedNetwork: { quote: 'This paper proposes an emotion recognition method based on the improved Xception network.', place: 'section 5' },
  denseConnections: {
    quote: 'Through the dense connection of deeply separable convolution modules, it can reduce the amount of calculation parameters and make full use of model parameters',
    place: 'section 5',
  },
  computation: { quote: 'densely connected depthwise separable convolution modules to optimize parameter usage and reduce computational demands', place: 'abstract' },
  mobile: { quote: 'making it suitable for mobile applications', place: 'abstract' },
  miniXception: {
    quote: 'a mini XCEPTION model, is used to process images with input shapes of (48, 48, 1), in which num classes are 7',
    place: 'section 3.2',
  },
  landmarks: { quote: 'It divides the face key points into internal key points and contour key points. The internal key points include a total of 51 key points', place: 'section 2.1' },
  alignment: { quote: 'This paper adopts the 68-point alignment method. Compared with the other method, this method has more face key point', place: 'section 2.1' },
  correction: { quote: 'through affine transformation, similar transformation and other methods to achieve the effect of facial correction', place: 'section 2.1' },
  superResolution: { quote: 'Face reconstruction mainly relies on FSRNet technology to restore low-resolution face to high-resolution face, that is, image clarity.', place: 'section 2.2' },
  superResolvedFeatures: { quote: 'The model employs the FSRNet hypernetwork for facial feature extraction and multi-scale feature learning, achieving over 95% accuracy', place: 'abstract' },
  detection: { quote: 'In the future, the algorithm will be further improved to reduce the detection time.', place: 'section 5; the cascade haarcascade_frontalface_default in section 3.2' },
  dataSize: { quote: 'This database has 35887 face images in total.', place: 'section 4' },
  figure2: { quote: 'Figure 2. Part of original data', place: 'Figure 2: rows 35858 to 35888 of fer2013.csv' },
  figure3: { quote: 'Figure 3. Partial Test Results', place: 'Figure 3; section 3.2: draws the recognized emotion label on the image' },
  mentalHealth: {
    quote: 'This approach provides a foundation for mental health prediction and diagnosis, significantly reducing the time and cost of psychological evaluations.',
    place: 'abstract',
  },
} as const satisfies Record<string, Claim>;
