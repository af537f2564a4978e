import '../parts/zod-without-eval.ts';
import { createRoot } from 'react-dom/client';
import { managerContract } from '../../ipc/manager.ts';
import '../parts/tokens.css';
import '../parts/base.css';
import '../parts/controls/controls.css';
import '../parts/layout/table.css';
import '../parts/page.css';
import { keepFocus } from '../parts/controls/kept-focus.ts';
import { connect } from '../transport.ts';
import { ManagerPage } from './manager-page.tsx';

const place = document.getElementById('page');
if (place === null) throw new Error('the page has no place to draw in');
keepFocus();
createRoot(place).render(<ManagerPage connection={connect(managerContract)} />);
