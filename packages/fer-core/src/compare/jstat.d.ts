/** The part of jStat that is used; the package brings no types. */
declare module 'jstat' {
  export const jStat: {
    chisquare: {
      /** P(X ≤ x) of the chi-square distribution, to a few 1e-12. */
      cdf(x: number, degreesOfFreedom: number): number;
    };
  };
}
