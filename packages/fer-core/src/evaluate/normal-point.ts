/** The 97.5 % point of the standard normal distribution, for 95 % intervals. */
export const NORMAL_POINT = 1.959963984540054;
