/**
 * Something that the person at the keyboard can put right. Its message is one sentence that says what is
 * wrong and what to do; a command that meets it prints that sentence and exits with 2.
 */
export class SetUpProblem extends Error {}

/**
 * Runs a command's main function and turns what it throws into an exit code: 2 and one sentence for a
 * {@link SetUpProblem}, 1 and the stack for a defect of our own.
 *
 * @param {() => Promise<number | void>} main gives the exit code, 0 when it gives none
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetUpProblem)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
