import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { peerContenders, PEER_FAMILIES } from '../../../packages/fer-core/src/bench/contenders';
import { findPeers, MAKE_ENVIRONMENT } from '../../../packages/fer-core/src/bench/find-peers';
import { PeerProcess } from '../../../packages/fer-core/src/bench/peer-process';
import { countParameters } from '../../../packages/fer-core/src/models/network';
import { buildNetwork, NETWORK_NAMES } from '../../../packages/fer-core/src/models/registry';

const place = findPeers();
if (!place.python) console.warn(`skipped: ${MAKE_ENVIRONMENT}`);

/** Importing Keras or PyTorch takes long on a busy machine. */
const TIMEOUT = 300_000;

describe.skipIf(!place.python)('peers', () => {
  const cases = NETWORK_NAMES.flatMap((network) => PEER_FAMILIES.map((family) => ({ network, family })));

  it.each(cases)(
    '$family has our $network with as many parameters, and predicts with it',
    async ({ network, family }) => {
      const lineup = { network, networkOptions: {}, batch: 1, threads: 1, families: [family], place };
      const { process, about } = await PeerProcess.start(peerContenders('inference', lineup).contenders[0]!);
      try {
        expect(about.parameters).toBe(countParameters(buildNetwork(network)).total);
        const { ms, result } = await process.measure(2);
        expect(ms).toHaveLength(2);
        expect(result).toBeGreaterThan(0);
        expect(result).toBeLessThan(1);
        await expect(process.measure(0)).rejects.toThrow('ValueError: n must be a whole number of at least 1, got 0');
      } finally {
        await process.stop();
      }
    },
    TIMEOUT,
  );

  it.each([{}, { channels: 8, priorChannels: 8, coarseStride: 8, priorStride: 4, decoderStride: 2, hourglassBlocks: 0, normalization: 'none', residual: true, backProjection: true }])(
    'torch has our FSRNet with as many parameters, and super-resolves with it',
    async (networkOptions) => {
      const lineup = { network: 'fsrnet', networkOptions, batch: 1, threads: 1, families: ['torch'] as const, place };
      const { process, about } = await PeerProcess.start(peerContenders('super-resolve', lineup).contenders[0]!);
      try {
        expect(about.parameters).toBe(countParameters(buildNetwork('fsrnet', networkOptions)).total);
        expect(about.settings).toMatch(/^channels-last, peak memory \d+ MB$/);
        const { ms, result } = await process.measure(1);
        expect(ms).toHaveLength(1);
        expect(result).toBeGreaterThanOrEqual(0);
        expect(result).toBeLessThanOrEqual(255);
      } finally {
        await process.stop();
      }
    },
    TIMEOUT,
  );

  it(
    'PyTorch counts as many multiply-adds as we do',
    () => {
      const program = [
        'import json, sys, torch, torch_networks, images',
        'from torch.utils.flop_counter import FlopCounterMode',
        'def count(name, options):',
        '    network = torch_networks.NETWORKS[name](**images.network_options(options))',
        '    with FlopCounterMode(display=False) as counter:',
        '        network.eval()(torch.zeros(1, 1, 48, 48))',
        '    return counter.get_total_flops() // 2',
        'print(json.dumps({name: count(name, options) for name, options in json.loads(sys.argv[1]).items()}))',
      ].join('\n');
      const options = Object.fromEntries(NETWORK_NAMES.map((name) => [name, buildNetwork(name).options]));
      const { stdout, stderr } = spawnSync(place.python!, ['-c', program, JSON.stringify(options)], { cwd: place.programs, encoding: 'utf8' });
      const ours = NETWORK_NAMES.map((name) => [name, buildNetwork(name).layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0)]);
      expect(JSON.parse(stdout || JSON.stringify(stderr))).toEqual(Object.fromEntries(ours));
    },
    TIMEOUT,
  );
});
