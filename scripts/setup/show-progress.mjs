const CLEAR_LINE = '\r\u001b[K';

/**
 * Tells that a step runs: in a terminal by one line that counts its seconds, elsewhere by a line of its own.
 *
 * @param {string} name of the step
 * @param {(line: string) => void} say
 * @param {NodeJS.WriteStream} [terminal]
 * @returns {() => void} ends it; the terminal's line is cleared for what is said next
 */
export function showProgress(name, say, terminal = process.stdout) {
  if (!terminal.isTTY) {
    say(`  ${name} …`);
    return () => {};
  }
  const started = performance.now();
  const draw = () =>
    terminal.write(`${CLEAR_LINE}  ${name} … ${((performance.now() - started) / 1000).toFixed(0)} s`);
  draw();
  const timer = setInterval(draw, 1000);
  return () => {
    clearInterval(timer);
    terminal.write(CLEAR_LINE);
  };
}
