import { TextItem } from '@jupyterlab/statusbar';
import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import React from 'react';
import { formatBytes } from './format-bytes';
import type { KernelStatus, StatusReport } from './kernel-status';

/** Device and memory of the kernel that the notebook in front runs on. */
export class StatusItem extends VDomRenderer<KernelStatus> {
  constructor(
    model: KernelStatus,
    private readonly trans: TranslationBundle,
  ) {
    super(model);
    this.addClass('fer-status');
  }

  protected override render(): React.ReactElement | null {
    const { report } = this.model;
    if (report === null) return null;
    const device = report.fer && deviceName(report.fer, this.trans);
    return <TextItem source={[device, formatBytes(report.memory.rss)].filter(Boolean).join(' · ')} title={details(report, this.trans)} />;
  }
}

function deviceName({ device, threads }: NonNullable<StatusReport['fer']>, trans: TranslationBundle): string {
  return device === 'CPU' ? trans._n('CPU, %1 thread', 'CPU, %1 threads', threads) : device;
}

function details({ memory, fer }: StatusReport, trans: TranslationBundle): string {
  const lines = [trans.__('Kernel of this notebook: %1 of memory', formatBytes(memory.rss))];
  if (fer === undefined) lines.push(trans.__('The device shows once a cell trains or evaluates.'));
  else {
    lines.push(trans.__('Computes with %1 on %2', fer.backend, deviceName(fer, trans)));
    lines.push(trans._n('%1 tensor, %2', '%1 tensors, %2', fer.tensors, formatBytes(fer.tensorBytes)));
  }
  return lines.join('\n');
}
