// The button in the toolbar opens the side panel.
chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
