/**
 * The input, not the program, is wrong. The message names the function or command, what was expected and what was found;
 * the command line prints it as one line and exits with code 2.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
}
