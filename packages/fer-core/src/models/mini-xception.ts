import { EXPRESSIONS } from '../expressions';
import { defineNetwork, type Network } from './network';

export interface MiniXceptionOptions {
  /** Default 48. */
  height?: number;
  /** Default 48. */
  width?: number;
  /** Default 1, gray. */
  channels?: number;
  /** Default the number of expressions. */
  classes?: number;
}

/** Filters of the four residual modules. */
const MODULES = [16, 32, 64, 128];
/** L2 penalty of the first two convolutions, as published. */
const L2 = 0.01;

/**
 * mini_XCEPTION (Arriaga, Valdenegro-Toro & Plöger 2017, "Real-time Convolutional Neural Networks for Emotion and Gender Classification"),
 * layer for layer as in the authors' released code. Input float32 [height, width, 1]; the published weights expect [-1, 1].
 * 58,423 parameters with one channel and seven classes. Reported: 66 % on FER-2013 (Public and Private test together).
 */
export function miniXception(options: MiniXceptionOptions = {}): Network {
  const { height = 48, width = 48, channels = 1, classes = EXPRESSIONS.length } = options;
  return defineNetwork('mini_XCEPTION', { height, width, channels, classes }, [height, width, channels], (net, input) => {
    let x = input;
    for (let i = 0; i < 2; i++) {
      x = net.conv(x, 8, 3, { padding: 'valid', bias: false, l2: L2 });
      x = net.relu(net.batchNorm(x));
    }
    for (const filters of MODULES) {
      const residual = net.batchNorm(net.conv(x, filters, 1, { stride: 2, bias: false }));
      x = net.relu(net.batchNorm(net.separableConv(x, filters, 3)));
      x = net.batchNorm(net.separableConv(x, filters, 3));
      x = net.maxPool(x, 3, 2);
      x = net.sum(x, residual); // height and width halved, rounding up
    }
    return net.softmax(net.globalAveragePool(net.conv(x, classes, 3)));
  });
}
