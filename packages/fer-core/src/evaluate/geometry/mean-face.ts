import type { Point } from './point';

/** Height and width of the picture that `MEAN_FACE` lies in. */
export const MEAN_FACE_SIZE = 112;

/**
 * Five places of a face in a picture of 112×112 pixels: the middles of the right and the left eye, the tip of the nose, the
 * right and the left corner of the mouth, in the picture's order from left to right (the template of face recognition, Deng et al. 2019).
 */
export const FIVE_POINT_FACE: readonly Point[] = [[38.29, 51.7], [73.53, 51.5], [56.03, 71.74], [41.55, 92.37], [70.73, 92.2]];

/**
 * The mean of 68-point faces in the same picture: Procrustes mean over Helen-train and AFW without what is held out (1,035 faces),
 * made symmetric, brought onto the five points. (x, y) in pixels, pixel centres at whole numbers.
 */
export const MEAN_FACE: readonly Point[] = [
  [13.74, 53.8], [14.24, 64.9], [15.56, 75.87], [18.01, 86.53],
  [22.51, 96.38], [29.31, 104.88], [37.52, 111.88], [46.39, 117.41],
  [56.29, 118.99], [66.18, 117.29], [74.99, 111.67], [83.11, 104.58],
  [89.82, 95.99], [94.21, 86.1], [96.53, 75.41], [97.73, 64.43],
  [98.1, 53.32], [21.58, 45.48], [26.62, 40.51], [34, 38.8],
  [41.73, 39.65], [49.04, 42.28], [62.68, 42.2], [69.95, 39.49],
  [77.67, 38.55], [85.08, 40.18], [90.17, 45.09], [55.91, 51.25],
  [55.95, 58.36], [55.99, 65.34], [56.03, 72.54], [47.31, 77.83],
  [51.54, 79.24], [56.07, 80.42], [60.59, 79.19], [64.8, 77.73],
  [30.16, 52.7], [34.77, 50.07], [40.3, 50.09], [45.17, 53.64],
  [40.02, 54.59], [34.49, 54.55], [66.67, 53.52], [71.5, 49.91],
  [77.03, 49.83], [81.67, 52.4], [77.37, 54.31], [71.83, 54.41],
  [39.87, 91.08], [45.84, 88.56], [52, 87.21], [56.12, 88.21],
  [60.23, 87.17], [66.4, 88.44], [72.39, 90.89], [66.63, 96.79],
  [60.64, 99.4], [56.19, 99.89], [51.73, 99.45], [45.71, 96.91],
  [42.33, 91.34], [51.97, 90.68], [56.14, 91.1], [60.3, 90.63],
  [69.95, 91.19], [60.39, 94.07], [56.16, 94.61], [51.91, 94.12],
];
