#ifndef MARTLET_MAIL_H
#define MARTLET_MAIL_H
#endif
