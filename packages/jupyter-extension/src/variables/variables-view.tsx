import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import React from 'react';
import type { KernelVariables } from './kernel-variables';
import { LeakedTensors } from './leaked-tensors';
import { MemoryByCell } from './memory-by-cell';
import { VariableRow } from './variable-row';
import type { VariablesReport } from './variables-report';

/** What the kernel in front holds, or why that is not known. */
export class VariablesView extends VDomRenderer<KernelVariables> {
  constructor(
    model: KernelVariables,
    private readonly trans: TranslationBundle,
  ) {
    super(model);
    this.addClass('fer-panel');
    this.addClass('fer-variables-panel');
    this.node.tabIndex = -1;
  }

  protected override render(): React.ReactElement {
    const { model, trans } = this;
    const { report, problem } = model;
    if (report === null) return <Notice hearing={model.hearing}>{this.absence()}</Notice>;
    const isEmpty = report.variables.length === 0 && report.leaked.length === 0;
    return (
      <>
        {problem !== null && (
          <p className="fer-problem" role="alert">
            {problem}
          </p>
        )}
        {isEmpty && <Notice hearing="empty">{trans.__('No variables yet. Run a cell that declares some.')}</Notice>}
        {report.variables.length > 0 && this.variables(report)}
        <MemoryByCell report={report} trans={trans} />
        <LeakedTensors leaked={report.leaked} onFree={(leaked) => model.freeLeaked(leaked)} trans={trans} />
      </>
    );
  }

  private variables({ variables }: VariablesReport): React.ReactElement {
    const { model, trans } = this;
    return (
      <table className="fer-variables" aria-label={trans.__('Variables of the kernel')}>
        <thead>
          <tr>
            <th scope="col">{trans.__('Variable')}</th>
            <th scope="col">{trans.__('Value')}</th>
          </tr>
        </thead>
        <tbody>
          {variables.map((variable) => (
            <VariableRow
              key={variable.name}
              variable={variable}
              onLook={() => model.look(variable.name)}
              onFree={() => model.free(variable.name)}
              trans={trans}
            />
          ))}
        </tbody>
      </table>
    );
  }

  private absence(): string {
    const { model, trans } = this;
    const { session, hearing } = model;
    if (session === null) return trans.__('Open a notebook or a console: the variables of its kernel show here.');
    if (hearing === 'no-kernel') return trans.__('“%1” has no kernel.', session.name);
    if (hearing === 'waiting') return trans.__('Waiting for the kernel of “%1”…', session.name);
    return trans.__('“%1” runs on %2, which does not tell its variables; TypeScript (FER) does.', session.name, session.kernelDisplayName);
  }
}

function Notice({ hearing, children }: { hearing: string; children: string }): React.ReactElement {
  return (
    <p className="fer-empty" role="status" data-fer-hearing={hearing}>
      {children}
    </p>
  );
}
