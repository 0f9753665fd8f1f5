import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { type EvaluationReport, isOver, parseReport } from 'fer-core/views';
import React from 'react';
import { ClassAccuracyView } from '../class-accuracy/class-accuracy-view';
import { TrainingCurves } from '../training/training-curves';
import { TrainingView } from '../training/training-view';
import type { Catalog } from '../workbench/catalog';
import { type RunEntry, runPayload } from '../workbench/run-entry';
import { RunFacts } from './run-facts';

interface RunViewOptions {
  /** The run's folder below the workbench's. */
  path: string;
  catalog: Catalog;
  /** Reads a file below the workbench's folder. */
  readText: (path: string) => Promise<string>;
  /** Shows the folder in the file browser. */
  onShowFolder: () => void;
  trans: TranslationBundle;
}

/** A run folder as a page: how it stands, its curves, its configuration, its per-class accuracy. Follows the files. */
export class RunView extends ReactWidget {
  private readonly curves: TrainingCurves;
  private shown: RunEntry | undefined;
  private report: EvaluationReport | null = null;
  private problem = '';

  constructor(private readonly options: RunViewOptions) {
    super();
    this.addClass('fer-run');
    this.curves = new TrainingCurves(options.trans);
    options.catalog.changed.connect(() => this.follow(), this);
    this.follow();
  }

  /** The run's folder below the workbench's. */
  get path(): string {
    return this.options.path;
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.curves.dispose();
    super.dispose();
  }

  protected override render(): React.ReactElement {
    const { catalog, path, trans, onShowFolder } = this.options;
    const run = this.shown;
    if (run === undefined) {
      return <p className="fer-empty">{catalog.content === null ? trans.__('Reading…') : trans.__('There is no run in %1.', path)}</p>;
    }
    const folder = (
      <button className="fer-button" onClick={onShowFolder} title={trans.__('Show %1 in the file browser', path)}>
        {trans.__('Show folder')}
      </button>
    );
    return (
      <>
        <TrainingView payload={runPayload(run)} curves={this.curves.node} action={folder} trans={trans} />
        {run.history.length === 0 && <p className="fer-hint">{trans.__('The curves begin when the first epoch is done.')}</p>}
        {run.config && <RunFacts config={run.config} trans={trans} />}
        {this.problem && (
          <p className="fer-problem" role="alert">
            {this.problem}
          </p>
        )}
        {this.report && <ClassAccuracyView payload={{ report: this.report, images: null }} source={null} trans={trans} />}
        {!run.hasReport && !isOver(run.state) && (
          <p className="fer-hint">{trans.__('Accuracy by class comes when the training has ended.')}</p>
        )}
      </>
    );
  }

  /** Takes what the catalog knows now. */
  private follow(): void {
    const run = this.options.catalog.run(this.path);
    if (run !== undefined && run.revision !== this.shown?.revision) {
      this.curves.show(runPayload(run)).catch((error: unknown) => console.error('The curves could not be drawn', error));
      void this.readReport(run);
    }
    this.shown = run;
    this.update();
  }

  private async readReport(run: RunEntry): Promise<void> {
    try {
      this.report = run.hasReport ? parseReport(JSON.parse(await this.options.readText(`${this.path}/report.json`))) : null;
      this.problem = '';
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.update();
  }
}
