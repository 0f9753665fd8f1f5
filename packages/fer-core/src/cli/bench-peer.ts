/** The program of one contender of ours in `fer bench`: its task, in JSON, is the only argument. */
import { serveOurPeer } from '../bench/our-peer';

const { stdin, stdout } = process;
void serveOurPeer(process.argv[2] ?? '', stdin, stdout).finally(() => stdout.write('', () => process.exit()));
