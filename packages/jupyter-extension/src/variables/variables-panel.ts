import type { ISessionContext } from '@jupyterlab/apputils';
import type { ITranslator } from '@jupyterlab/translation';
import { SidePanel } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Panel } from '@lumino/widgets';
import { heading } from '../panel/heading';
import { TRANSLATION_DOMAIN } from '../translation-domain';
import { KernelVariables } from './kernel-variables';
import { variablesIcon } from './variables-icon';
import { VariablesView } from './variables-view';

/** The Variables entry of the activity bar. The kernel is listened to only while it is seen. */
export class VariablesPanel extends SidePanel {
  private readonly variables = new KernelVariables();
  private current: ISessionContext | null = null;

  constructor(translator: ITranslator) {
    super({ translator, content: new Panel() });
    const trans = translator.load(TRANSLATION_DOMAIN);
    this.id = 'fer-variables-panel';
    this.addClass('fer-side-panel');
    this.title.icon = variablesIcon;
    this.title.caption = trans.__('Variables and tensor memory');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Variables and tensor memory'));
    this.toolbar.addItem('title', heading(trans.__('Variables')));
    this.addWidget(new VariablesView(this.variables, trans));
  }

  /** Shows another notebook or console from now on. */
  follow(session: ISessionContext | null): void {
    this.current = session;
    if (this.isVisible) this.variables.follow(session);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.variables.dispose();
    super.dispose();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.variables.follow(this.current);
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.variables.follow(null);
  }
}
